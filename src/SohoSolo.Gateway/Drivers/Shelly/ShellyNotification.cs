using System.Text.Json;

namespace SohoSolo.Gateway.Drivers.Shelly;

/// <summary><c>NotifyEvent</c>: buttons. <c>NotifyStatus</c>: what changed; <c>NotifyFullStatus</c>: everything, from a device that woke up.</summary>
internal static class ShellyNotification
{
    public static void Read(JsonElement said, Findings found)
    {
        if (said.Find("params") is not { ValueKind: JsonValueKind.Object } told)
        {
            if (said.Find("result") is not null || said.Find("error") is not null)
                found.Left("an answer to a command");
            else
                found.Fault("no params");

            return;
        }

        found.Time(told.Find("ts"));
        switch (said.Text("method"))
        {
            case "NotifyEvent":
                Events(told, found);
                break;
            case "NotifyStatus" or "NotifyFullStatus":
                foreach (var (component, status) in told.Fields().Where(field => field.Name != "ts"))
                    ShellyComponents.Read(component, status, found);

                break;
            case { } other:
                found.Left(other);
                break;
            default:
                found.Fault("no method");
                break;
        }
    }

    private static void Events(JsonElement told, Findings found)
    {
        if (told.Find("events") is not { ValueKind: JsonValueKind.Array } events)
        {
            found.Fault("events is not what it should be");
            return;
        }

        foreach (var happened in events.EnumerateArray())
        {
            found.Time(happened.Find("ts"));
            Pushed(happened.Text("component") ?? "", happened.Text("event"), found);
        }
    }

    /// <summary>However often a button was pushed: somebody wants to leave. A device that is no door's has no such button.</summary>
    private static void Pushed(string component, string? what, Findings found)
    {
        var isPush = what is "btn_down" or "single_push" or "double_push" or "triple_push" or "long_push";
        if (isPush && component.StartsWith("input:", StringComparison.Ordinal) && found.Role is (null or "reader" or "door-controller"))
            found.Rex();
        else if (what is null)
            found.Fault("an event without a name");
        else
            found.Left(what);
    }
}
