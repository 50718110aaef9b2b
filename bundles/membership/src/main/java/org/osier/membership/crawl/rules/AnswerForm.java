package org.osier.membership.crawl.rules;

/** Numbers of WIRE.md, section 11, that reader and writer share. */
final class AnswerForm {
    static final int VERSION = 1;
    static final int PAGE = 0;
    static final int LATER = 1;
    static final int NOT_UNDERSTOOD = 2;
    static final int KNOWN = 0;
    static final int LINKED = 1;
    /** In front of each record: linked or known, and its length. */
    static final int ENTRY_HEAD = 3;
    /** In front of the entries of a page: version, kind, how many. */
    static final int PAGE_HEAD = 3;

    static final int MAX_PAUSE_MS = 0xffff;

    private AnswerForm() {}
}
