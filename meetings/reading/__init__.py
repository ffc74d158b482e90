"""Reading a list of meetings from a workbook: from cells to rows and errors, without the database."""
