"""Who goes where and when: the problem, its rules, the optimiser, its explanations and repairs."""
