"""Builds the wheel of zoho_desk (PEP 517) out of src/ and the module that CMake built.

In a checkout the binaries come from build/, or from the folder that ZOHO_DESK_BUILD_DIR names.
"""
import base64
import hashlib
import io
import os
import pathlib
import re
import sysconfig
import tarfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
BINARIES = ("zoho_desk.so", "zoho-desk")
METADATA = """\
Metadata-Version: 2.1
Name: zoho-desk
Version: {version}
Summary: Query Zoho Desk with SQL: a SQLite extension
License: MIT
Requires-Python: >=3.8
Classifier: License :: OSI Approved :: MIT License
Classifier: Operating System :: POSIX :: Linux
Classifier: Programming Language :: Python :: 3
Classifier: Topic :: Database
Description-Content-Type: text/markdown

{readme}"""
WHEEL = """\
Wheel-Version: 1.0
Generator: zoho_desk
Root-Is-Purelib: false
Tag: {tag}
"""
ENTRY_POINTS = b"""\
[console_scripts]
zoho-desk = zoho_desk.__main__:main
"""
# 1980, the earliest a zip can say: the same sources make the same wheel.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    version, info = _version(), f"zoho_desk-{_version()}.dist-info"
    tag = "py3-none-" + re.sub(r"[-.]", "_", sysconfig.get_platform())
    files = {f"zoho_desk/{file.name}": file.read_bytes() for file in sorted((HERE / "src/zoho_desk").glob("*"))
             if file.is_file()}
    for name, file in _binaries().items():
        files[f"zoho_desk/{name}"] = file.read_bytes()
    files[f"{info}/METADATA"] = _metadata(version).encode()
    files[f"{info}/WHEEL"] = WHEEL.format(tag=tag).encode()
    files[f"{info}/entry_points.txt"] = ENTRY_POINTS
    files[f"{info}/licenses/copyright"] = _licence()
    record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()

    wheel = f"zoho_desk-{version}-{tag}.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name == "zoho_desk/zoho-desk" else 0o100644) << 16
            archive.writestr(entry, data)
    return wheel


def build_sdist(sdist_directory, config_settings=None):
    """The sources alone: a wheel is built from a checkout."""
    version = _version()
    base = f"zoho_desk-{version}"
    with tarfile.open(pathlib.Path(sdist_directory, f"{base}.tar.gz"), "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name in ("pyproject.toml", "build_backend.py", "README.md", *sorted(
                str(file.relative_to(HERE)) for file in (HERE / "src/zoho_desk").glob("*.py*") if file.is_file())):
            archive.add(HERE / name, f"{base}/{name}")
        entry = tarfile.TarInfo(f"{base}/PKG-INFO")
        metadata = _metadata(version).encode()
        entry.size = len(metadata)
        archive.addfile(entry, io.BytesIO(metadata))
    return f"{base}.tar.gz"


def _version():
    """CMake's, or in an sdist the one it was made with."""
    for file, pattern in ((CHECKOUT / "CMakeLists.txt", r"project\(zoho_desk VERSION ([\d.]+)"),
                          (HERE / "PKG-INFO", r"^Version: (.+)$")):
        found = file.exists() and re.search(pattern, file.read_text(), re.MULTILINE)
        if found:
            return found[1]
    raise SystemExit("zoho_desk: no version: neither the checkout's CMakeLists.txt nor PKG-INFO is here")


def _binaries():
    build = pathlib.Path(os.environ.get("ZOHO_DESK_BUILD_DIR", CHECKOUT / "build"))
    missing = [name for name in BINARIES if not (build / name).exists()]
    if missing:
        raise SystemExit(
            f"zoho_desk: {' and '.join(missing)} not found in {build}. The wheel carries what CMake built: in a "
            "checkout run `script/setup zoho_desk zoho-desk` first, or `script/package python` and `pip install` the "
            "wheel in dist/")
    return {name: build / name for name in BINARIES}


def _metadata(version):
    return METADATA.format(version=version, readme=(HERE / "README.md").read_text())


def _licence():
    """The project's licence and those of the libraries compiled in."""
    return (CHECKOUT / "packages/copyright").read_bytes()


def _digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
