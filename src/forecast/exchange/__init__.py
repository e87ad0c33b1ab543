"""Foreign tables in and out: the planners' usual form as Excel workbook or CSV."""
