"""Runs the program zoho-desk (login, status, doctor, ...) that this package carries: `python -m zoho_desk login`."""
import os
import sys


def main():
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "zoho-desk")
    if not os.path.exists(program):
        sys.exit(f"{program} is missing: these are the sources, not an installed package. Build the package in a "
                 "checkout of zoho_desk with `script/package python`, and `pip install` the wheel in dist/")
    os.execv(program, ["zoho-desk", *sys.argv[1:]])


if __name__ == "__main__":
    main()
