using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Book;

public sealed record RoomModel
{
    public required BookQuery Query { get; init; }

    public required Telecentre Site { get; init; }

    public required Space Room { get; init; }

    /// <summary>Null where the time cannot be.</summary>
    public required TimeRange? During { get; init; }

    public Member? For { get; init; }

    public Meeting Meeting { get; init; } = Meeting.Empty;

    public Refusal? Refusal { get; init; }

    /// <summary>The row of the guest who is not written as guests are; null for none.</summary>
    public int? WrongGuest { get; init; }
}

/// <summary>What she wrote about the meeting. An empty row is nobody.</summary>
public sealed record Meeting(string? Purpose, IReadOnlyList<(string? Name, string? Email)> Rows)
{
    private const int FewestRows = 3;
    private const int MostRows = 50;

    public static readonly Meeting Empty = new(null, new (string?, string?)[FewestRows]);

    internal IReadOnlyList<GuestPost> Guests => [.. Rows.Where(IsSomebody).Select(row => new GuestPost(row.Name ?? "", row.Email))];

    internal static Meeting Of(Visit visit)
    {
        var asked = int.TryParse(visit.Field("rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : FewestRows;
        var rows = Math.Clamp(asked, FewestRows, MostRows);
        var written = Enumerable.Range(0, rows).Select(row => (visit.Field(NameField(row)), visit.Field(EmailField(row)))).Where(IsSomebody).ToList();

        // Guests move up, so that what is wrong with the second is said in the second row.
        return new Meeting(visit.Field("purpose"), [.. written, .. new (string?, string?)[rows - written.Count]]);
    }

    internal Meeting WithMoreRows() => this with { Rows = [.. Rows, .. new (string?, string?)[Math.Min(FewestRows, MostRows - Rows.Count)]] };

    internal static string NameField(int row) => $"guest-name-{row.ToString(CultureInfo.InvariantCulture)}";

    internal static string EmailField(int row) => $"guest-email-{row.ToString(CultureInfo.InvariantCulture)}";

    private static bool IsSomebody((string? Name, string? Email) row) => row.Name is not null || row.Email is not null;
}

/// <summary>A meeting room is booked with what the meeting is for and who comes: each guest gets a pass.</summary>
internal sealed class RoomPage(Attempts attempts, StoreQueries queries, NetworkCache network)
{
    public async Task<IResult> Show(Visit visit) => await Model(visit) is { } model ? visit.Show<RoomView, RoomModel>(model) : visit.Missing();

    public async Task<IResult> Take(Visit visit)
    {
        if (await Model(visit) is not { } empty) return visit.Missing();

        var meeting = Meeting.Of(visit);
        var model = empty with { Meeting = meeting };
        if (visit.Field("more") is not null || Choice.Of(visit, model.Query) is not { } choice)
            return visit.Show<RoomView, RoomModel>(model with { Meeting = meeting.WithMoreRows() });

        var post = choice.Post with { Purpose = meeting.Purpose, Guests = meeting.Guests };
        var (outcome, refusal) = await attempts.Make(visit, choice with { Post = post });
        return outcome.Status switch
        {
            StatusCodes.Status202Accepted => Visit.GoTo(model.Query.On(), "waiting"),
            < StatusCodes.Status400BadRequest => Attempts.Booked(model.Query, outcome),
            _ => visit.Show<RoomView, RoomModel>(model with { Refusal = refusal, WrongGuest = RowOf(outcome.Field) }, outcome.Status),
        };
    }

    private async Task<RoomModel?> Model(Visit visit)
    {
        var id = new SpaceId(visit.Part("space"));
        var site = (await network.Get(visit.Stop)).Sites.Values.FirstOrDefault(site => site.Find(id) is not null);
        if (site?.Find(id) is not { Kind: SpaceKind.MeetingRoom } room) return null;

        var query = BookQuery.Of(visit, site.Calendar.DayOf(visit.Now)) with { Site = site.Id, Kind = room.Kind };
        var (start, end, day, part) = query.Asked;
        var (during, _, problem) = TimeReader.Range(start, end, day, part, site.Calendar);
        return new RoomModel
        {
            Query = query,
            Site = site,
            Room = room,
            During = during,
            For = query.For is { } member ? await queries.Member(member, visit.Stop) : null,
            Refusal = problem is null ? null : new Refusal(problem.Reason, []),
        };
    }

    /// <summary><c>guests[1].email</c> is the second row.</summary>
    private static int? RowOf(string? field) =>
        field is not null && field.StartsWith("guests[", StringComparison.Ordinal) && int.TryParse(field.Split('[', ']')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;
}
