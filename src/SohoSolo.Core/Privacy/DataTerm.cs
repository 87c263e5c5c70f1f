namespace SohoSolo.Core.Privacy;

/// <summary>From when on, and for how long, something may still be kept. <see cref="RetentionRules.Until"/> has the figures.</summary>
public enum DataTerm
{
    /// <summary>While she is a member, and for some time after she left.</summary>
    Membership,

    /// <summary>Until she takes it back; at the latest with her membership.</summary>
    Choice,

    /// <summary>From the end of the booking, or of the time that was waited for.</summary>
    Booking,

    /// <summary>From what happened at the door.</summary>
    Door,

    /// <summary>While a badge or PIN opens doors; a badge is forgotten with the last events that may name it.</summary>
    Badge,

    /// <summary>From the end of the visit.</summary>
    Visitor,

    /// <summary>From the sample; then sums by the hour are left.</summary>
    Sensor,

    /// <summary>From the end of the time for which it was given.</summary>
    Pass,

    /// <summary>From when a door refused a badge that nobody knows.</summary>
    UnknownBadge,

    /// <summary>From when the message was written.</summary>
    Mail,

    /// <summary>The words of a message that was sent.</summary>
    MailText,

    /// <summary>From the end of a session, of a token, of an attempt to enrol a badge.</summary>
    Session,

    /// <summary>A day after somebody asked to sign in.</summary>
    SignIn,

    /// <summary>Two days: while an answer may be asked for again.</summary>
    Command,

    /// <summary>From the entry in the journal.</summary>
    Audit,

    /// <summary>From when somebody looked at another's data.</summary>
    Consultation,

    /// <summary>As long as the accounts of the network: from the erasure on under a pseudonym that leads to nobody.</summary>
    Accounts,
}

/// <summary>What becomes of a datum when its term is over, or when its member is erased.</summary>
public enum DataEnd
{
    /// <summary>Its row is deleted.</summary>
    Deleted,

    /// <summary>The row stays, without it.</summary>
    Emptied,

    /// <summary>A random pseudonym takes its place. Once a member is erased nothing leads from it to her any more.</summary>
    Pseudonymised,

    /// <summary>It stays until its own term, because somebody has a legitimate interest in it.</summary>
    KeptUntilTerm,
}
