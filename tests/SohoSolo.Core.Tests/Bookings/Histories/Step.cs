using FsCheck;
using FsCheck.Fluent;

namespace SohoSolo.Core.Tests.Bookings.Histories;

/// <summary>What happens next in a made-up history. Members, spaces and bookings are named by number, times by quarters of an hour since its beginning.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    public sealed record Book(int Member, int Space, int Start, int Quarters, bool WithGuests, bool ByDayPart, bool AsOffer) : Step;

    public sealed record BookSeries(int Member, int Space, int Start, int Quarters, int Days) : Step;

    public sealed record Move(int Booking, int Space, int Start, int Quarters) : Step;

    /// <summary>The new end only; what a member does who stays longer or wants to leave sooner.</summary>
    public sealed record EndAt(int Booking, int Quarters) : Step;

    public sealed record Do(int Booking, Deed Deed) : Step;

    public sealed record Wait(int FiveMinutes) : Step;

    /// <summary>The policy grants less from now on.</summary>
    public sealed record Cut(int Member, int Units) : Step;
}

/// <summary>What can be done to a booking without saying more.</summary>
internal enum Deed
{
    Cancel,
    Release,
    CheckIn,
    CancelBySite,
    Approve,
    Refuse,
    TakeOffer,
}

/// <summary>Histories made up by chance.</summary>
internal static class Steps
{
    private static readonly Gen<int> Any = Gen.Choose(0, 999);
    private static readonly Gen<int> Start = Gen.Choose(0, 4 * 24 * 5);
    private static readonly Gen<int> Length = Gen.OneOf(Gen.Choose(1, 12), Gen.Choose(1, 4 * 30));
    private static readonly Gen<bool> Seldom = Gen.Choose(0, 3).Select(n => n == 0);

    private static readonly Gen<Step> Book =
        from member in Any
        from space in Any
        from start in Start
        from quarters in Length
        from withGuests in Seldom
        from byDayPart in Seldom
        from asOffer in Seldom
        select (Step)new Step.Book(member, space, start, quarters, withGuests, byDayPart, asOffer);

    private static readonly Gen<Step> BookSeries =
        from member in Any
        from space in Any
        from start in Start
        from quarters in Gen.Choose(1, 16)
        from days in Gen.Choose(2, 5)
        select (Step)new Step.BookSeries(member, space, start, quarters, days);

    private static readonly Gen<Step> Move =
        from booking in Any
        from space in Any
        from start in Start
        from quarters in Length
        select (Step)new Step.Move(booking, space, start, quarters);

    private static readonly Gen<Step> EndAt = from booking in Any from quarters in Length select (Step)new Step.EndAt(booking, quarters);

    private static readonly Gen<Step> Do = from booking in Any from deed in Gen.Elements(Enum.GetValues<Deed>()) select (Step)new Step.Do(booking, deed);

    private static readonly Gen<Step> Wait = Gen.Choose(0, 100).Select(fives => (Step)new Step.Wait(fives));

    private static readonly Gen<Step> Cut = from member in Any from units in Gen.Choose(0, 5) select (Step)new Step.Cut(member, units);

    public static readonly Arbitrary<IReadOnlyList<Step>> All =
        Runs.Lists(Gen.Frequency((8, Book), (1, BookSeries), (3, Move), (2, EndAt), (6, Do), (4, Wait), (1, Cut)), most: 40);
}
