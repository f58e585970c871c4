"""Reference data of every portal: lists, MSME limits, policy pages, reply templates."""
