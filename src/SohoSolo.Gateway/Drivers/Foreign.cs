namespace SohoSolo.Gateway.Drivers;

/// <summary>Topics that come along with several families and say nothing of a site.</summary>
internal static class Foreign
{
    /// <summary>The levels of a topic from one that a family begins with, whatever stands before it.</summary>
    public static string[] From(string topic, string root)
    {
        var levels = topic.Split('/');
        return levels.AsSpan().IndexOf(root) is >= 0 and var start ? levels[start..] : [];
    }

    /// <summary>Why a topic is none of a family's.</summary>
    public static DriverReading.Ignored Topic(string topic, string family) => new(topic.TrimStart('/').Split('/')[0] switch
    {
        "homeassistant" => "discovery for Home Assistant: nothing that happened",
        "homie" => "Homie: no family that is known here",
        "shellies" => "a Shelly of the first generation: no family that is known here",
        "esphome" => "discovery of ESPHome: nothing that happened",
        "tasmota" => "discovery of Tasmota: nothing that happened",
        _ => $"not a topic of {family}",
    });
}
