using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>The use case of coming in for the first time, or after the rules of the house have changed: she accepts them and says where she lives.</summary>
internal sealed class Welcoming(Decisions decisions)
{
    private static readonly Problem Changed =
        new(StatusCodes.Status409Conflict, "rules-changed", "The rules of the house have changed meanwhile: read them again.") { Field = "accepted" };

    /// <summary><paramref name="edition"/> is the one that she has read; a home elsewhere has no <paramref name="commune"/> but a <paramref name="country"/>.</summary>
    public Task<Executed<Answer>> Accept(MemberId member, int edition, string? commune, string? country, Command command, CancellationToken stop) =>
        decisions.Run(command, (network, work) => Accept(member, edition, (commune, country), network, work), taken: null, stop);

    private static async ValueTask<Decided> Accept(MemberId id, int edition, (string? Commune, string? Country) home, Network network, Work work)
    {
        var facts = await work.Lock(new Scope { Members = [id] });
        if (!facts.Members.TryGetValue(id, out var known)) return new Decided.Refused(MembersApi.Unknown);
        if (edition != network.HouseRules.Edition) return new Decided.Refused(Changed);

        var (check, before) = (new FieldCheck(), known.Member);
        var (commune, country) = (check.Take("commune", MemberFields.Commune(home.Commune ?? "", network)), check.Take("country", MemberFields.Country(home.Country ?? "")));
        if (check.Problem is null && MemberFields.Contradiction(commune, country, before.Role, before.Keeps) is var (field, why)) check.Refuse(field, why);
        if (check.Problem is { } problem) return new Decided.Refused(problem);

        var accepted = before.Accepted?.Edition == edition ? before.Accepted : new Acceptance(edition, work.Command.At);
        var after = before with { Commune = commune, Country = commune is null ? country : null, Accepted = accepted };
        if (after != before) work.Put(before, after with { Version = before.Version + 1 }, accepted == before.Accepted ? "moved" : "accepted-rules");

        return new Decided.Done(Answers.NoContent);
    }
}
