/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small pictures of the pictures that people sent (domain.md §5), by libvips.
 *
 * 1. A picture may be made to harm its reader: it is read in a process of its own, which can do and
 *    reach nothing but it (portail-thumbnail-maker.h).
 * 2. A picture tells its size before it is unpacked: one that would take too much is refused.
 * 3. Few are made at a time; whoever comes then is refused, not kept waiting. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-file-type.h"

/* Pixels that a picture may have. */
#define PORTAIL_THUMBNAIL_MAX_PIXELS (32 * 1000 * 1000)

/* A picture of at most @size pixels each way. PNG where it is transparent, else JPEG.
 * UNSUPPORTED_MEDIA for what is no picture, is broken or too large; UNAVAILABLE when others are
 * being made or @cancellable, which may be NULL, was cancelled. May take seconds. Owned. */
GBytes *portail_thumbnail_new (GBytes *file,
                               PortailFileType type,
                               guint size,
                               GCancellable *cancellable,
                               GError **error);
