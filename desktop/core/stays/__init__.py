"""Mystery stays: which nights are quiet, who may go, what follows, what payroll must know."""
