using System.Text.RegularExpressions;
using SohoSolo.Mqtt.Client;
using SohoSolo.Mqtt.Tests.Client;

namespace SohoSolo.Mqtt.Tests.Readme;

/// <summary>The README's examples are this folder's files, and do what it says.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private static readonly string[] Examples = ["Publishing.cs", "Subscribing.cs", "Serving.cs"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-readme-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_examples_of_the_README_work_together()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (kept, saved) = (new Mailbox(), new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var broker = await Serving.Start(kept.Take, folder.FullName);
        var port = broker.EndPoints[0].Port;
        var saving = Subscribing.SaveDoors(port, state => Task.FromResult(saved.TrySetResult(state)), end.Token);

        await Publishing.TellThatTheDoorIsOpen(port, end.Token);

        Assert.Equal("door/main/state", (await kept.Next()).Topic);
        Assert.Equal("door/main/state open", await saved.Task.WaitAsync(Some.Patience, end.Token));
        await using (var other = await Some.Started(Some.Options(port)))
            Assert.Equal(ReasonCode.NotAuthorized, (await other.Publish("window/1", "open")).Reason);

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saving);
    }

    [Fact]
    public void The_README_shows_the_examples_as_they_were_compiled()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src/SohoSolo.Mqtt/README.md"));
        var shown = Block().Matches(readme).Select(block => block.Groups[1].Value.Trim());

        Assert.Equal(Examples.Select(Example), shown);
    }

    /// <summary>What follows the namespace.</summary>
    private static string Example(string name)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "tests/SohoSolo.Mqtt.Tests/Readme", name));
        return text[(text.IndexOf(";\n", text.IndexOf("\nnamespace ", StringComparison.Ordinal), StringComparison.Ordinal) + 2)..].Trim();
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
