/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/portail-error.h"

/* An answer that no server of ours gives, as an error of @code. FALSE. */
gboolean portail_answer_fault_set (PortailErrorCode code, GError **error);
