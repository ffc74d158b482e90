"""Document types, the register, counts per half-month, the reduction."""
