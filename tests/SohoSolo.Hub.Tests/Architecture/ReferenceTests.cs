using System.Reflection;
using System.Xml.Linq;
using SohoSolo.Core.Time;
using SohoSolo.Mqtt;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Architecture;

/// <summary>The arrows between the rooms: who may know whom.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["SohoSolo.Core"] = [],
        ["SohoSolo.Mqtt"] = [],
        ["SohoSolo.Storage"] = ["SohoSolo.Core"],
        ["SohoSolo.Gateway"] = ["SohoSolo.Core", "SohoSolo.Mqtt"],
        ["SohoSolo.Hub"] = ["SohoSolo.Core", "SohoSolo.Storage", "SohoSolo.Gateway", "SohoSolo.Mqtt"],
        ["SohoSolo.FirmwareSim"] = ["SohoSolo.Mqtt"],
    };

    [Fact]
    public void Projects_refer_only_along_the_arrows()
    {
        var strangers =
            from project in SourceFiles.Projects
            where !SourceFiles.Name(project).StartsWith("tests/", StringComparison.Ordinal)
            let room = Path.GetFileNameWithoutExtension(project)
            from known in Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path))
            where !Arrows.TryGetValue(room, out var allowed) || !allowed.Contains(known)
            select $"{room} → {known}";

        Fence.Holds(strangers);
    }

    [Fact]
    public void Every_room_has_its_arrows()
    {
        var unknown = SourceFiles.Projects
            .Where(project => !SourceFiles.Name(project).StartsWith("tests/", StringComparison.Ordinal))
            .Select(project => Path.GetFileNameWithoutExtension(project))
            .Where(room => !Arrows.ContainsKey(room));

        Fence.Holds(unknown);
    }

    [Fact]
    public void Core_takes_no_package_but_NodaTime()
    {
        var core = SourceFiles.Projects.Single(project => Path.GetFileNameWithoutExtension(project) == "SohoSolo.Core");

        Assert.Equal(["Microsoft.CodeAnalysis.BannedApiAnalyzers", "NodaTime"], Items(core, "PackageReference").Order());
    }

    [Fact]
    public void Core_as_built_knows_the_base_library_and_NodaTime() =>
        Fence.Holds(References(typeof(TimeRange).Assembly).Where(name => name != "NodaTime" && !name.StartsWith("System.", StringComparison.Ordinal)));

    [Fact]
    public void Storage_as_built_has_never_heard_of_the_web_or_the_hub() =>
        Fence.Holds(References(typeof(Store).Assembly).Where(name => name == "sohosolo" || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)));

    [Fact]
    public void Mqtt_takes_no_package_but_Polly()
    {
        var mqtt = SourceFiles.Projects.Single(project => Path.GetFileNameWithoutExtension(project) == "SohoSolo.Mqtt");

        Assert.Equal(["Polly.Core"], Items(mqtt, "PackageReference"));
        Assert.Equal(["Microsoft.AspNetCore.App"], Items(mqtt, "FrameworkReference"));
        Assert.Empty(Items(mqtt, "Reference"));
    }

    [Fact]
    public void Mqtt_as_built_knows_the_framework_and_Polly()
    {
        string[] known = ["System.", "Microsoft.AspNetCore.", "Microsoft.Extensions.", "Polly.Core"];

        Fence.Holds(References(typeof(MqttMessage).Assembly).Where(name => !known.Any(start => name.StartsWith(start, StringComparison.Ordinal))));
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(item => (string)item.Attribute("Include")!);
}
