using System.Diagnostics;

namespace SohoSolo.Core.Privacy;

/// <summary>How long the network keeps what. The figures are the law's and the CNIL's, or shorter; none may be made longer than they allow.</summary>
public sealed record RetentionRules
{
    /// <summary>Three months: the CNIL's figure for movements and for visitors.</summary>
    public const int MostDays = 92;

    /// <summary>Five years.</summary>
    public const int MostMonths = 60;

    /// <summary>How long an answer may be asked for again by its key.</summary>
    public static readonly TimeSpan Commands = TimeSpan.FromHours(48);

    public static readonly TimeSpan SignIns = TimeSpan.FromDays(1);

    public static readonly TimeSpan MailTexts = TimeSpan.FromDays(30);

    public int DoorEventDays { get; init; } = 90;

    public int VisitorDays { get; init; } = 90;

    public int SensorDays { get; init; } = 30;

    public int PassHours { get; init; } = 24;

    public int UnknownBadgeDays { get; init; } = 30;

    public int BookingMonths { get; init; } = 12;

    public int LeftMemberMonths { get; init; } = 12;

    public int MailDays { get; init; } = 90;

    public int SessionDays { get; init; } = 30;

    public int AuditMonths { get; init; } = 12;

    public int ConsultationMonths { get; init; } = 12;

    /// <summary>What is over since before this instant has reached its term. Null where no time sets it, but somebody's word.</summary>
    public DateTimeOffset? Until(DataTerm term, DateTimeOffset now) => term switch
    {
        DataTerm.Membership => now.AddMonths(-LeftMemberMonths),
        DataTerm.Booking => now.AddMonths(-BookingMonths),
        DataTerm.Door or DataTerm.Badge => now.AddDays(-DoorEventDays),
        DataTerm.Visitor => now.AddDays(-VisitorDays),
        DataTerm.Sensor => now.AddDays(-SensorDays),
        DataTerm.Pass => now.AddHours(-PassHours),
        DataTerm.UnknownBadge => now.AddDays(-UnknownBadgeDays),
        DataTerm.Mail => now.AddDays(-MailDays),
        DataTerm.MailText => now - MailTexts,
        DataTerm.Session => now.AddDays(-SessionDays),
        DataTerm.SignIn => now - SignIns,
        DataTerm.Command => now - Commands,
        DataTerm.Audit => now.AddMonths(-AuditMonths),
        DataTerm.Consultation => now.AddMonths(-ConsultationMonths),
        DataTerm.Choice or DataTerm.Accounts => null,
        _ => throw new UnreachableException($"{term}"),
    };

    public IReadOnlyList<string> Problems() =>
    [
        .. Within("How many days what happened at doors is kept", DoorEventDays, 1, MostDays),
        .. Within("How many days visitors are kept", VisitorDays, 1, MostDays),
        .. Within("How many days samples of sensors are kept", SensorDays, 1, MostDays),
        .. Within("How many hours passes are kept", PassHours, 0, 168),
        .. Within("How many days refused badges that nobody knows are kept", UnknownBadgeDays, 1, MostDays),
        .. Within("How many months a booking keeps its member", BookingMonths, 3, MostMonths),
        .. Within("How many months the profile of who left is kept", LeftMemberMonths, 0, MostMonths),
        .. Within("How many days messages are kept", MailDays, 31, 366),
        .. Within("How many days ended sessions are kept", SessionDays, 1, 366),
        .. Within("How many months the journal keeps whom it names", AuditMonths, 3, MostMonths),
        .. Within("How many months consultations are kept", ConsultationMonths, 6, 12),
    ];

    private static IEnumerable<string> Within(string what, int value, int least, int most)
    {
        if (value < least || value > most)
            yield return $"{what} must be between {least} and {most}, not {value}.";
    }
}
