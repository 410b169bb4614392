#pragma once

// Ctrl-C, SIGTERM and SIGHUP as a wish to stop: whatever waits, for the network, a person or a
// browser, ends with kCancelled, and the terminal is left as it was found.

#include "common/cancel.h"

namespace zoho_desk::cli {

// Catches the signals from here on. A second signal ends the process at once. Call once, before
// any thread starts.
void CatchInterrupts();

// The signal that came; 0 if none has.
int InterruptSignal();

// Readable from the moment a signal came. Polled along with whatever is waited for, so that no
// signal can fall between a look at the flag and the wait.
int InterruptFd();

// True once a signal came.
CancelCheck OnInterrupt();

}  // namespace zoho_desk::cli
