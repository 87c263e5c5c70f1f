namespace SohoSolo.FirmwareSim.Members;

/// <summary>How people are, in percent of their visits and in minutes. The numbers are ours: enough of everything to see it in a day.</summary>
internal static class Habits
{
    public const int NeverComes = 8;
    public const int ComesEarly = 35;
    public const int ComesLate = 25;
    public const int LeavesEarly = 20;
    public const int ForgetsBadge = 8;
    public const int TypesPin = 50;
    public const int ShowsWrongBadge = 6;
    public const int Tailgates = 6;
    public const int SwapsDesks = 6;
    public const int TriesTheOtherReader = 35;
    public const int ComesWithoutBooking = 2;
    public const int GuestNeverComes = 10;

    public static readonly TimeSpan Earliest = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Latest = TimeSpan.FromMinutes(40);
    public static readonly TimeSpan OnTime = TimeSpan.FromMinutes(3);
    public static readonly TimeSpan LeavesBefore = TimeSpan.FromMinutes(90);
    public static readonly TimeSpan WaitsForOthers = TimeSpan.FromMinutes(8);
    public static readonly TimeSpan SearchesHerPurse = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan WalksToHerDesk = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan SitsStill = TimeSpan.FromMinutes(6);

    /// <summary>Those who should be there when the simulation begins come in one by one.</summary>
    public static readonly TimeSpan ComesIn = TimeSpan.FromMinutes(3);

    /// <summary>Below this nobody comes any more.</summary>
    public static readonly TimeSpan ShortestVisit = TimeSpan.FromMinutes(10);
}
