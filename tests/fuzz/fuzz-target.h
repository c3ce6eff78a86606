/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fuzz target is, with the name and types that libFuzzer asks for. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Takes any bytes. Returns 0. Crashes, leaks and failed assertions are what it is to find. */
int LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes);
