using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Passkeys;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Passkeys;

/// <summary><paramref name="Trouble"/> is a reason; <paramref name="Typed"/> is the name that she had given a key that was not added.</summary>
public sealed record PasskeysModel(IReadOnlyList<PasskeyCard> Keys, DateOnly Today, string Typed, PasskeyWhere Where, Uri Address, string? Said, string? Trouble)
{
    internal bool HasRoom => Keys.Count < PasskeyKeeping.Most;
}

public sealed record PasskeyCard(string Id, string Name, DateOnly Since, DateOnly? Used, bool IsBackedUp);

/// <summary>The keys that she signs in with.</summary>
internal sealed class PasskeysPage(StoreQueries queries, PasskeyKeeping keeping, PasskeyCeremony ceremony, PasskeyPlace place, NetworkDay network)
{
    private const string Home = PasskeyQuestion.NewPath;

    private static readonly string[] Sayings = ["added", "renamed", "removed"];

    public Task<IResult> Show(Visit visit) => Show(visit, visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null, null, StatusCodes.Status200OK);

    /// <summary>For the page's script: what her device is asked for.</summary>
    public async Task<IResult> Ask(Visit visit) =>
        place.Of(visit.Http.Request) == PasskeyWhere.Here ? Results.Text(await ceremony.AskNew(visit.Http, visit.Member), "application/json") : visit.Missing();

    public async Task<IResult> Add(Visit visit)
    {
        switch (await ceremony.ReadNew(visit.Http, visit.Member, visit.Field("credential") ?? ""))
        {
            case PasskeyAnswer.Made(var key):
                var name = visit.Field("name") ?? BrowserName.Of(visit.Http.Request);
                return await End(visit, Outcome.Of(await keeping.Add(visit.Caller.Member, key, name, visit.Command(), visit.Stop), "passkey"), "added");
            case PasskeyAnswer.TooOften:
                return await Show(visit, null, "passkey-too-often", StatusCodes.Status429TooManyRequests);
            case PasskeyAnswer.Over:
                return await Show(visit, null, "passkey-over", StatusCodes.Status422UnprocessableEntity);
            default:
                return await Show(visit, null, "passkey-wrong", StatusCodes.Status422UnprocessableEntity);
        }
    }

    public async Task<IResult> Rename(Visit visit) => await End(
        visit, Outcome.Of(await keeping.Rename(visit.Caller.Member, visit.Part("id"), visit.Field("name") ?? "", visit.Command(), visit.Stop), "passkey"), "renamed");

    public async Task<IResult> Remove(Visit visit) =>
        await End(visit, Outcome.Of(await keeping.Remove(visit.Caller.Member, visit.Part("id"), visit.Command(), visit.Stop), "passkey"), "removed");

    private async Task<IResult> End(Visit visit, Outcome outcome, string said) => outcome switch
    {
        { IsDone: true } => Visit.GoTo(Home, said),
        { Status: StatusCodes.Status404NotFound } => visit.Missing(),
        _ => await Show(visit, null, outcome.Reason, outcome.Status),
    };

    private async Task<IResult> Show(Visit visit, string? said, string? trouble, int status)
    {
        var cards = new List<PasskeyCard>();
        foreach (var key in await queries.Passkeys(visit.Caller.Member, visit.Stop))
            cards.Add(new PasskeyCard(key.Id, key.Name, await network.Of(key.MadeAt, visit.Stop), key.UsedAt is { } used ? await network.Of(used, visit.Stop) : null, key.IsBackedUp));

        var typed = (trouble is null ? null : visit.Field("name")) ?? BrowserName.Of(visit.Http.Request);
        var model = new PasskeysModel(cards, await network.Today(visit.Stop), typed, place.Of(visit.Http.Request), place.Address, said, trouble);
        return visit.Show<PasskeysView, PasskeysModel>(model, status);
    }
}
