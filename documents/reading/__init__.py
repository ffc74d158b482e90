"""Reading an outgoing register from a workbook: from cells to rows and errors, without the database."""
