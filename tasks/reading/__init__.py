"""Reading back what was taken out as a workbook: from cells to values, before anything is written."""
