/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document that has a content already. */
#pragma once

#include "app/portail-cache.h"

/* Gives a GPtrArray of one PortailDocument of the company, or of none. */
PortailQuery *portail_document_twin_query_new (const char *enterprise_id, const char *sha256);
