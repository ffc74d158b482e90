"""Plans, clauses, tasks, results, evidence, decisions on them."""
