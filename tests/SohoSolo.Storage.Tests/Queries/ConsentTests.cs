using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests.Queries;

public sealed class ConsentTests
{
    private static readonly Consent Said = new()
    {
        Member = Some.Anne,
        Version = 1,
        SaidAt = Some.Now,
        InDirectory = true,
        SeenToday = true,
        Trade = Trade.PublicService,
        Languages = [Tongue.Fr, Tongue.Oc],
        Skills = ["état civil", "\"guillemets\", virgule"],
        About = "L’été, j’écris.",
        ShowsCommune = true,
    };

    public static TheoryData<string> Engines => TestDatabase.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_she_agreed_to_reads_back_and_what_she_takes_back_is_empty_at_once(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var queries = new StoreQueries(database.Store);
        Assert.Equivalent(new Consent { Member = Some.Anne }, await queries.Consent(Some.Anne, Stop), strict: true);

        await Put(database, work => work.Put(null, Said, "given", "directory presence commune"));
        Assert.Equivalent(Said, await queries.Consent(Some.Anne, Stop), strict: true);
        Assert.Equal([Some.Anne], (await queries.InDirectory(Stop)).Select(known => known.Member.Id));

        var back = (Said with { InDirectory = false, SeenToday = false }).Kept() with { Version = 2, SaidAt = Some.Now.AddDays(1) };
        await Put(database, work => work.Put(Said, back, "withdrawn", "nothing"));
        Assert.Equivalent(back, await queries.Consent(Some.Anne, Stop), strict: true);
        Assert.Empty(await queries.InDirectory(Stop));
        Assert.Empty(await queries.SeenToday([Some.Anne], Stop));
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM consent WHERE trade IS NULL AND about IS NULL AND skills = '[]' AND languages = '[]'"));
        Assert.Equal(["nothing", "directory presence commune"], (await queries.Audit("consent", Some.Anne.Value, null, null, 10, Stop)).Select(entry => entry.Detail));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_is_suspended_or_gone_is_listed_nowhere_and_neither_of_two_answers_at_once_is_lost(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var queries = new StoreQueries(database.Store);
        var (paul, chloe) = (Said with { Member = Some.Paul }, Said with { Member = Some.Member(3) });
        foreach (var consent in new[] { Said, paul, chloe })
            await Put(database, work => work.Put(null, consent, "given", "directory"));

        var member = (await queries.Member(Some.Paul, Stop))!;
        await Put(database, work => work.Put(member, member with { Version = member.Version + 1, Status = MemberStatus.Suspended }, "suspended"));
        var gone = (await queries.Member(Some.Member(3), Stop))!;
        await Put(database, work => work.Put(gone, gone with { Version = gone.Version + 1, Status = MemberStatus.Left }, "left"));

        Assert.Equal([Some.Anne], (await queries.InDirectory(Stop)).Select(known => known.Member.Id));
        Assert.Equal([Some.Anne], (await queries.SeenToday([Some.Anne, Some.Paul, Some.Member(3), Some.Member(4)], Stop)).Select(known => known.Member.Id));
        var second = Said with { Version = 2, About = "B" };
        await Put(database, work => work.Put(Said, second, "changed", "directory"));
        await Assert.ThrowsAsync<StaleWriteException>(() => Put(database, work => work.Put(Said, second with { About = "C" }, "changed", "directory")));
    }

    private static async Task Put(TestDatabase database, Action<Work> put) => await database.Store.Execute(
        Some.Command(),
        work =>
        {
            put(work);
            return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));
        },
        Stop);
}
