/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide a column of a table of records is before somebody drags it: by the kind of what is in
 * it, without measuring any row. */
#pragma once

#include "app/portail-record-columns.h"

G_BEGIN_DECLS

/* In letters of a mean width. */
typedef struct
{
  guint least;
  guint natural;
} PortailRecordColumnWidth;

/* @field: of the type of @spec, or one of its extra columns. */
PortailRecordColumnWidth portail_record_column_width_get (const PortailRecordTableSpec *spec,
                                                          const PortailField *field);
/* Whether it takes a part of the room that no column needs: the name by which one knows a record,
 * and long texts. */
gboolean portail_record_column_width_grows (const PortailRecordTableSpec *spec,
                                            const PortailField *field);

G_END_DECLS
