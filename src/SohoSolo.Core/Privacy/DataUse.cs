namespace SohoSolo.Core.Privacy;

/// <summary>What personal data are kept for. Each use has one legal basis; nothing is kept without a use.</summary>
public enum DataUse
{
    /// <summary>Knowing who is a member, and reaching her.</summary>
    Membership,

    /// <summary>Signing in, and keeping others from signing in as her.</summary>
    SignIn,

    /// <summary>Booking a place, waiting for one, being told of it.</summary>
    Booking,

    /// <summary>Who gets in: badges, PINs, passes, and what doors decided.</summary>
    Doors,

    /// <summary>Whether a place is really used, so that nobody waits for an empty one.</summary>
    Presence,

    /// <summary>What she may use for free, what was used of it, and who pays.</summary>
    Accounts,

    /// <summary>What a member shows to the others because she said so.</summary>
    Directory,

    /// <summary>Messages on their way.</summary>
    Mail,

    /// <summary>What is broken, and what somebody must look at.</summary>
    Safety,

    /// <summary>Who did and who read what: an account of those who may see others' data.</summary>
    Audit,

    /// <summary>How much the places are used. No name, no member's number.</summary>
    Statistics,
}

/// <summary>Article 6 (1) of the GDPR.</summary>
public enum LegalBasis
{
    Contract,
    LegitimateInterest,
    Consent,
}

/// <summary>Who may see data of a use beside the member herself.</summary>
public enum DataRecipient
{
    /// <summary>Of the télécentre that it is about.</summary>
    Keepers,
    Chamber,
    Members,

    /// <summary>The device at the site that decides at its doors; it knows badges as keyed hashes.</summary>
    Gateway,

    /// <summary>Whoever carries the network's mail.</summary>
    MailServer,

    /// <summary>Nobody: it is never shown.</summary>
    Nobody,
}

public static class DataUses
{
    public static LegalBasis BasisOf(DataUse use) => use switch
    {
        DataUse.Membership or DataUse.SignIn or DataUse.Booking or DataUse.Accounts or DataUse.Mail => LegalBasis.Contract,
        DataUse.Directory => LegalBasis.Consent,
        _ => LegalBasis.LegitimateInterest,
    };

    public static IReadOnlyList<DataRecipient> RecipientsOf(DataUse use) => use switch
    {
        DataUse.Doors => [DataRecipient.Keepers, DataRecipient.Chamber, DataRecipient.Gateway],
        DataUse.Directory => [DataRecipient.Members, DataRecipient.Keepers, DataRecipient.Chamber],
        DataUse.Mail => [DataRecipient.MailServer, DataRecipient.Chamber],
        DataUse.SignIn => [DataRecipient.Nobody],
        DataUse.Audit or DataUse.Accounts or DataUse.Statistics => [DataRecipient.Chamber],
        _ => [DataRecipient.Keepers, DataRecipient.Chamber],
    };
}
