using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Commands;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Privacy;

/// <summary>An operator brings an older copy back by command. What it would miss: two machines of which only one has the list, which the command cannot know.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Keys => Path.Combine(folder.FullName, "hub.key");

    private string Copy => Path.Combine(folder.FullName, "copy.zip");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Both))]
    public async Task An_older_copy_is_brought_back_and_who_was_erased_since_is_erased_again_in_so_many_words(string engine)
    {
        var clock = new ManualClock(RunningHub.MondayMorning);
        await using (var first = await ScratchStore.Open(engine, clock))
        {
            await new StoreMaintenance(first.Store).Seed(SmallNetwork.At(clock.GetUtcNow()), Stop);
            await Erase(first, clock, before: () => Run(first, "backup", Copy), "anne", "bruno");
        }

        await using var second = await ScratchStore.Open(engine, clock);
        var (code, said, wrong) = await Run(second, "restore", Copy);

        Assert.Equal((0, ""), (code, wrong));
        Assert.Equal(
            [$"Restored from {Copy}; a new journal epoch has begun.", $"2 members who had been erased since were erased again, by the list {Keys}.erased."],
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["chloe"], await second.Rows("SELECT m.id FROM member m WHERE m.id IN ('anne', 'bruno', 'chloe')"));
        Assert.Empty(await second.Rows("SELECT t.id FROM token t WHERE t.member_id IN ('anne', 'bruno')"));
        Assert.Equal((0, ""), await Run(second, "verify") is var (good, _, error) ? (good, error) : default);
    }

    /// <summary>Whoever brings the key without the list, or neither, is told what follows.</summary>
    [Fact]
    public async Task Without_the_list_or_the_key_it_says_who_may_be_back()
    {
        var clock = new ManualClock(RunningHub.MondayMorning);
        await using (var first = await ScratchStore.Open(Engines.Sqlite, clock))
        {
            await new StoreMaintenance(first.Store).Seed(SmallNetwork.At(clock.GetUtcNow()), Stop);
            await Erase(first, clock, before: () => Run(first, "backup", Copy), "anne");
        }

        File.Move($"{Keys}.erased", $"{Keys}.elsewhere");
        await using (var second = await ScratchStore.Open(Engines.Sqlite, clock))
            Assert.EndsWith($"There is no list {Keys}.erased: bring it beside the key, or members who were erased after the copy was made are back.\n", (await Run(second, "restore", Copy)).Out, StringComparison.Ordinal);

        File.Move(Keys, $"{Keys}.away");
        await using (var third = await ScratchStore.Open(Engines.Sqlite, clock))
            Assert.EndsWith($"The key file {Keys} is not there: who was erased since is erased again when the hub starts with it.\n", (await Run(third, "restore", Copy)).Out, StringComparison.Ordinal);
    }

    private async Task Erase(ScratchStore database, TimeProvider clock, Func<Task<(int Code, string Out, string Error)>> before, params string[] members)
    {
        var settings = new HubSettings { Url = new Uri("http://127.0.0.1:0"), Database = database.Address, Mqtt = "off", Gateways = "off", Keys = Keys };
        using var keys = await KeyLoading.Load(settings, database.Store, Stop);
        Assert.Equal(0, (await before()).Code);
        await using var hub = Serving.Build(settings, database.Store, keys, clock, runJobs: false);
        foreach (var member in members)
            await hub.Services.GetRequiredService<ErasureDesk>().Erase(new MemberId(member), SystemCommand.Named("test", clock.GetUtcNow()), Stop);
    }

    private async Task<(int Code, string Out, string Error)> Run(ScratchStore database, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var sources = new ConfigurationBuilder().AddInMemoryCollection([new("SOHOSOLO:DATABASE", database.Address), new("SOHOSOLO:KEYS", Keys)]).Build();
        var code = await CommandTable.Run(arguments, sources, output, error, Stop);
        return (code, output.ToString(), error.ToString());
    }
}
