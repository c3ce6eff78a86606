#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
while [ "$1" != -- ]; do shift; done; shift
exec "$@"
