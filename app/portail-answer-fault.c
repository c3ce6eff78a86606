/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-answer-fault.h"

#include "shared/portail-i18n.h"

gboolean
portail_answer_fault_set (PortailErrorCode code, GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, (int) code,
                       _ ("The server's answer cannot be understood."));
  return FALSE;
}
