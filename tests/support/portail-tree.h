/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Removes the folder @path with all that is in it; links, not what they lead to. Nothing where it
 * is not there. */
void portail_tree_remove (const char *path);
