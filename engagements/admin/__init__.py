"""The officials' site, built on the Django admin.

One module per model; a model with several pages has a package, whose `pages` module holds the registered views.
"""
