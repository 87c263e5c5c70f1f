using System.Globalization;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.People;

/// <summary>The chamber finds members, and takes somebody in.</summary>
internal sealed class PeoplePage(MemberKeeping keeping, Consultations consultations, StoreQueries queries, NetworkCache cache)
{
    private const int PerPage = 25;

    public async Task<IResult> List(Visit visit)
    {
        var network = await cache.Get(visit.Stop);
        var filter = PeopleFilter.Of(visit.Asked);
        var page = int.TryParse(visit.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 1000) : 1;
        var list = await queries.Members(filter.Narrow(network, PerPage, (page - 1) * PerPage), visit.Stop);
        await consultations.NoteList(visit.Caller, new Look(Look.MemberList), visit.Stop);
        return visit.Show<PeopleView, PeopleModel>(new PeopleModel
        {
            Filter = filter,
            Network = network,
            Homes = await queries.CommunesOfMembers(visit.Stop),
            Found = list.Members,
            Total = list.Total,
            Page = page,
            Pages = Math.Max(1, (list.Total + PerPage - 1) / PerPage),
            Imported = visit.Asked("said") == "imported" && int.TryParse(visit.Asked("about"), NumberStyles.None, CultureInfo.InvariantCulture, out var imported) ? imported : null,
        });
    }

    public async Task<IResult> New(Visit visit) => visit.Show<NewPersonView, NewPersonModel>(new NewPersonModel(await cache.Get(visit.Stop), new PersonDraft()));

    public async Task<IResult> Add(Visit visit)
    {
        var (network, draft) = (await cache.Get(visit.Stop), PersonDraft.Of(visit));
        var outcome = Outcome.Of(await keeping.Add(draft.ToPost(network), visit.Command(), visit.Stop), "member");
        return outcome.IsDone
            ? Visit.GoTo($"/network/members/{outcome.About}", "added")
            : visit.Show<NewPersonView, NewPersonModel>(new NewPersonModel(network, draft, outcome.Reason, outcome.Field), outcome.Status);
    }
}
