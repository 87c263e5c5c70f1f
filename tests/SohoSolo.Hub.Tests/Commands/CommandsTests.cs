using Microsoft.Extensions.Configuration;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Commands;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Commands;

/// <summary>The commands that write, as a script sees them: exit code, standard output, standard error. Another writer has the database open.</summary>
public sealed class CommandsTests : IAsyncLifetime
{
    private ScratchDatabase database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await ScratchDatabase.Open(Stop);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task The_first_account_is_made_and_gets_in()
    {
        Assert.Equal((0, "chamber\n", ""), await Run("member", "create", "--name", "Chambre", "--email", "c@example.org", "--role", "chamber", "--id", "chamber"));

        var (code, token, note) = await Run("token", "create", "--member", "chamber", "--role", "chamber", "--expires", "2126-01-01", "--scopes", "read");

        Assert.Equal((0, "Keep this token: it is not stored and cannot be shown again.\n"), (code, note));
        Assert.Matches("^sst_[A-Za-z0-9_-]{43}\n$", token);
        var stored = await new StoreQueries(database.Store).Token(TokenHash.Of(token.Trim()), Stop);
        Assert.Equal(("chamber", Role.Chamber, "read"), (stored!.Member.Value, stored.Role, string.Join(',', stored.Scopes)));
        var journal = await new StoreQueries(database.Store).Audit("token", stored.Id, null, null, 10, Stop);
        Assert.Equal(("system", "made"), (Assert.Single(journal).Actor, journal[0].What));
    }

    [Fact]
    public async Task A_member_lives_in_a_commune_or_elsewhere()
    {
        Assert.Equal(0, (await Run("member", "create", "--name", "A", "--email", "a@example.org", "--commune", "32296", "--phone", "05 36 49 00 01", "--id", "a")).Code);
        Assert.Equal(0, (await Run("member", "create", "--name", "B", "--email", "b@example.org", "--country", "es", "--id", "b")).Code);

        var queries = new StoreQueries(database.Store);
        Assert.Equal(("32296", null, "+33536490001"), await queries.Member(new MemberId("a"), Stop) is { } a ? (a.Commune, a.Country, a.Phone) : default);
        Assert.Equal((null, "ES"), await queries.Member(new MemberId("b"), Stop) is { } b ? (b.Commune, b.Country) : default);
    }

    [Fact]
    public async Task Somebody_at_the_machine_signs_a_member_in_by_a_link()
    {
        await Run("member", "create", "--name", "Known", "--email", "known@example.org", "--id", "known");
        var (code, link, error) = await Run("member", "sign-in", "--member", "known");

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"^http://localhost:5080/sign-in/link\?k=[\w-]{43}\n$", link);
    }

    [Theory]
    [InlineData("member create --name A", "--email must be given.")]
    [InlineData("member create --name A --email", "--email needs a value.")]
    [InlineData("member create --name A --email a", "--email: 'a' is no e-mail address.")]
    [InlineData("member create --name A --email a@example.org --age 3", "'--age' is no option here; options are --name, --email, --phone, --commune, --country, --role, --keeps, --id.")]
    [InlineData("member create --name A --email a@example.org --commune 99999", "--commune: '99999' is no INSEE code of the network's communes; for a home elsewhere give the country alone.")]
    [InlineData("member create --name A --email a@example.org --role keeper", "--keeps: a keeper needs at least one site to keep.")]
    [InlineData("member create --name A --email a@example.org --id A_1", "--id is made of small letters, digits and hyphens, 64 at most; 'A_1' is not.")]
    [InlineData("member create --name A --email Known@example.org", "--email Known@example.org belongs to a member already.")]
    [InlineData("member create --name A --email a@example.org --id known", "--id known is a member's already.")]
    [InlineData("member sign-in", "--member must be given.")]
    [InlineData("member sign-in --member nobody", "--member nobody is no active member.")]
    [InlineData("token create --member known --role member", "--expires must be given.")]
    [InlineData("token create --member nobody --role member --expires 2126-01-01", "--member: there is no member nobody.")]
    [InlineData("token create --member known --role chamber --expires 2126-01-01", "--role: known is member and no more.")]
    [InlineData("token create --member known --role member --expires 2020-01-01", "--expires: 2020-01-01 has passed.")]
    [InlineData("token create --member known --role member --expires soon", "--expires: 'soon' is no day such as 2027-01-01.")]
    [InlineData("token create --member known --role member --expires 2126-01-01 --scopes read,all", "--scopes: 'all' is no scope; scopes are read, write.")]
    [InlineData("import-members", "Usage: sohosolo import-members FILE.csv [--skip-rejected]")]
    [InlineData("import-members nowhere.csv", "There is no file nowhere.csv.")]
    [InlineData("seed-demo --profile huge", "Usage: sohosolo seed-demo [--profile network|bench]")]
    public async Task Bad_use_is_refused_with_one_line_and_exit_code_2(string command, string line)
    {
        await Run("member", "create", "--name", "Known", "--email", "known@example.org", "--id", "known");

        Assert.Equal((2, "", line + "\n"), await Run(command.Split(' ')));
    }

    [Fact]
    public async Task An_import_writes_every_row_or_none()
    {
        var good = database.File("good.csv", "name,email,commune\nA,a@example.org,32296\nB,b@example.org,32013\n");
        var bad = database.File("bad.csv", "name,email,commune\nC,c@example.org,32296\nD,A@example.org,32013\nE,e,32013\n");

        Assert.Equal((0, "Imported 2 members.\n", ""), await Run("import-members", good));
        Assert.Equal(
            (1, "line 3, email: 'A@example.org' belongs to a member already\nline 4, email: 'e' is no e-mail address\nNothing imported. Mend the file, or leave the rejected lines out with --skip-rejected.\n", ""),
            await Run("import-members", bad));
        Assert.Equal(["A", "B"], await Names());

        var (code, said, _) = await Run("import-members", bad, "--skip-rejected");
        Assert.Equal((1, true), (code, said.EndsWith("Imported 1 members.\n", StringComparison.Ordinal)));
        Assert.Equal(["A", "B", "C"], await Names());
    }

    [Fact]
    public async Task Sites_are_imported_once_and_verify_clean()
    {
        var file = Path.Combine(Hub.Demo.ReferenceData.Folder, "sites.csv");

        Assert.Equal((0, "Imported 8 sites.\n", ""), await Run("import-sites", file));
        Assert.Equal(1, (await Run("import-sites", file)).Code);

        var nogaro = (await new StoreQueries(database.Store).Network(Stop)).Sites[new SiteId("nogaro")];
        Assert.Equal((7, "32296", "243200409"), (nogaro.Spaces.Count, nogaro.Commune, nogaro.Community));
        Assert.All(await new StoreMaintenance(database.Store).Verify(Stop), finding => Assert.True(finding.Ok, finding.Says));
    }

    [Fact]
    public async Task A_demo_is_seeded_into_an_empty_database_only()
    {
        Assert.Equal(0, (await Run("seed-demo", "--profile", "bench")).Code);
        Assert.Equal((1, "The database has sites or members already: nothing was changed.\n", ""), await Run("seed-demo"));
        Assert.Equal("bench", await new StoreQueries(database.Store).DemoKind(Stop));
    }

    private async Task<IEnumerable<string>> Names() => (await new StoreQueries(database.Store).Members(null, null, 100, 0, Stop)).Select(member => member.Name);

    private async Task<(int Code, string Out, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var sources = new ConfigurationBuilder().AddInMemoryCollection([new("SOHOSOLO:DATABASE", database.Address)]).Build();
        var code = await CommandTable.Run(arguments, sources, output, error, Stop);
        return (code, output.ToString(), error.ToString());
    }
}
