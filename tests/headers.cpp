// The program that owns the precompiled headers of the tests (tests/CMakeLists.txt). It does
// nothing: a program and not a library, because headers that are compiled for one cannot be used by
// the other.

int main() {
  return 0;
}
