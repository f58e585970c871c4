"""Tests of how sheets are read."""
