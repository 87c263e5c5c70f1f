using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SohoSolo.Mqtt;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Architecture;

/// <summary>SohoSolo.Mqtt could be published by itself: what it shows is explained, and nothing in it speaks of the hub.</summary>
public sealed partial class MqttTests
{
    private static readonly string Room = Path.Combine(Repository.Root, "src", "SohoSolo.Mqtt");

    private static readonly Assembly Mqtt = typeof(MqttMessage).Assembly;

    private static IEnumerable<string> Sources => SourceFiles.CSharp.Where(path => path.StartsWith(Room + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>The compiler refuses a public member without its sentence; nobody may tell it not to look.</summary>
    [Fact]
    public void Everything_public_is_explained()
    {
        var project = XDocument.Load(Path.Combine(Room, "SohoSolo.Mqtt.csproj"));

        Assert.Equal("true", project.Descendants("GenerateDocumentationFile").Single().Value);
        Assert.Empty(project.Descendants("NoWarn"));
        Fence.Holds(Sources.Where(path => Unexplained().IsMatch(File.ReadAllText(path))).Select(SourceFiles.Name));
    }

    [Fact]
    public void Every_public_name_is_below_SohoSolo_Mqtt() =>
        Fence.Holds(Mqtt.GetExportedTypes().Where(type => type.Namespace is not "SohoSolo.Mqtt" && type.Namespace?.StartsWith("SohoSolo.Mqtt.", StringComparison.Ordinal) != true).Select(type => type.FullName!));

    [Fact]
    public void Mqtt_has_never_heard_of_a_desk() =>
        Fence.Holds(
            from path in Sources
            from Match word in HubWords().Matches(File.ReadAllText(path))
            select $"{SourceFiles.Name(path)}: {word.Value}");

    [GeneratedRegex(@"#pragma\s+warning\s+disable\s*($|.*CS1591)", RegexOptions.Multiline)]
    private static partial Regex Unexplained();

    [GeneratedRegex(@"\b(desks?|bookings?|tele?centres?|gateways?|sohosolo/1|SOHOSOLO__\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HubWords();
}
