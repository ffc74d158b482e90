"""The ground floor: sheets, paper, text, dates, marks. It knows no table and no app."""
