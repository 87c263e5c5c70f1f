using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.Absences;

public sealed record AbsencesModel
{
    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>What would be given back; null until days are asked about.</summary>
    public IReadOnlyList<GivenModel>? Given { get; init; }

    public bool IsDone { get; init; }

    public string? Declined { get; init; }
}

/// <summary>A booking that an absence touches, as it is and as it would be.</summary>
public sealed record GivenModel(Booking Before, Booking After, Telecentre Site)
{
    public string Place => Site.Find(Before.Space)?.Name ?? Before.Space.Value;

    /// <summary>Only a part of it lies in the absence.</summary>
    public bool StaysInPart => After.Holds;

    public int Back => Before.Units - After.Units;
}

/// <summary>Holidays or sick leave: everything in a range of days is given back at once, and shown before.</summary>
internal sealed class AbsencesPage(AbsenceDesk desk, NetworkCache network, NetworkDay networkDay)
{
    public async Task<IResult> Show(Visit visit)
    {
        if (visit.Asked("from") is null && visit.Asked("to") is null) return await Show(visit, null, null, null);

        var (from, to, problem) = Days(visit.Asked("from"), visit.Asked("to"));
        return await Show(visit, from, to, problem);
    }

    public async Task<IResult> GiveBack(Visit visit)
    {
        var (from, to, problem) = Days(visit.Field("from"), visit.Field("to"));
        if (from is not { } first || to is not { } last) return await Show(visit, from, to, problem);

        var outcome = Outcome.Of(await desk.Release(visit.Caller.Member, first, last, visit.Command(), visit.Stop), "absence");
        return outcome.IsDone ? Visit.GoTo($"/absences?from={Times.Day(first)}&to={Times.Day(last)}", "given-back") : await Show(visit, from, to, new Problem(outcome.Status, outcome.Reason, ""));
    }

    private static (DateOnly? From, DateOnly? To, Problem? Problem) Days(string? from, string? to)
    {
        var (first, wrongFrom) = TimeReader.Day("from", from);
        var (last, wrongTo) = TimeReader.Day("to", to ?? from);
        var problem = wrongFrom ?? wrongTo ?? (last < first ? Problems.InvalidValue("to", "must not be before 'from'") : null);
        return problem is null ? (first, last, null) : (null, null, problem);
    }

    private async Task<IResult> Show(Visit visit, DateOnly? from, DateOnly? to, Problem? problem)
    {
        var today = Times.Day(await networkDay.Today(visit.Stop));
        var sites = (await network.Get(visit.Stop)).Sites;
        var given = from is { } first && to is { } last ? await desk.Preview(visit.Caller.Member, first, last, visit.Stop) : null;
        return visit.Show<AbsencesView, AbsencesModel>(
            new AbsencesModel
            {
                From = visit.Field("from") ?? visit.Asked("from") ?? today,
                To = visit.Field("to") ?? visit.Asked("to") ?? today,
                Given = given is null ? null : [.. given.Select(one => new GivenModel(one.Before, one.After, sites[one.Before.Site]))],
                IsDone = problem is null && visit.Asked("said") == "given-back",
                Declined = problem?.Reason,
            },
            problem?.Status ?? StatusCodes.Status200OK);
    }
}

internal static class AbsencesRoutes
{
    public static IServiceCollection AddAbsences(this IServiceCollection services) => services.AddSingleton<AbsencesPage>();

    public static void MapAbsences(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<AbsencesPage>();
        routes.Page("/absences", Access.Member, page.Show);
        routes.Form("/absences", Access.Member, page.GiveBack);
    }
}
