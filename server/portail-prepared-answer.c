/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-prepared-answer.h"

PortailAnswer *
portail_prepared_answer_get (PortailContext *context, const PortailRequest *request, GError **error)
{
  return portail_answer_copy (context->prepared);
}

void
portail_prepared_answer_free (gpointer answer)
{
  portail_answer_free (answer);
}
