/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages that people see in a browser around signing in, and the page of `/` (contract.md §11):
 * plain HTML in their language, light and dark, without script, image or any other address. The
 * style is inline and the policy names its hash, so nothing else can run or load. */
#pragma once

#include "server/portail-answer.h"

typedef struct
{
  const char *title;
  const char *const *paragraphs; /* ends with NULL; plain text, escaped here */
  const char *link_label;        /* the one thing to do next; NULL for none */
  const char *link_address;
} PortailWebPage;

PortailAnswer *portail_web_page_new_answer (const PortailRequest *request,
                                            guint status,
                                            const PortailWebPage *page);
/* What portail_answer_new_error() says, for people. */
PortailAnswer *portail_web_page_new_error (const PortailRequest *request, const GError *error);
/* The browser asks for a page rather than for JSON. */
gboolean portail_web_page_is_wanted (const PortailRequest *request);
