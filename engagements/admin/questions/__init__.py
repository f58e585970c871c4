"""Questions of consultations in the admin."""
