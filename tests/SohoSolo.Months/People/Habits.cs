namespace SohoSolo.Months.People;

/// <summary>How people are, in percent and in minutes.</summary>
internal static class Habits
{
    public const int BooksToday = 45;
    public const int BookedBefore = 2;
    public const int BooksASeries = 4;
    public const int WaitsInLine = 50;
    public const int Cancels = 8;
    public const int NeverComes = 10;
    public const int ComesEarly = 35;
    public const int ComesLate = 25;
    public const int ComesVeryLate = 7;
    public const int LeavesEarly = 20;
    public const int GivesBackTheRest = 35;
    public const int Overstays = 6;
    public const int ComesAllTheSame = 70;
    public const int WantsItGivenBack = 40;
    public const int SitsElsewhere = 8;
    public const int FollowsIn = 5;
    public const int ForgetsBadge = 4;
    public const int ComesWithoutBooking = 4;
    public const int StrangersADay = 25;

    public static readonly TimeSpan SitsStill = TimeSpan.FromMinutes(6);
}
