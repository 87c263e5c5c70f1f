namespace SohoSolo.Core.Members;

/// <summary>The languages that members are written to.</summary>
public enum Language
{
    Fr,
    En,
}

/// <summary>What a member has chosen about how the network treats her; who has chosen nothing has what stands here.</summary>
public sealed record Preference
{
    public required MemberId Member { get; init; }

    /// <summary>0 while she has chosen nothing; each stored change adds one.</summary>
    public int Version { get; init; }

    public Language Language { get; init; } = Language.Fr;

    /// <summary>Her place is given back when she has left early, without asking her.</summary>
    public bool ReleaseWhenLeft { get; init; }

    /// <summary>Messages about her bookings carry them for her calendar.</summary>
    public bool CalendarMail { get; init; } = true;
}
