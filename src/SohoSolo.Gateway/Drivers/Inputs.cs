namespace SohoSolo.Gateway.Drivers;

/// <summary>What an input with two states tells: a device in the table says so by its role, else it is guessed from the input's name.</summary>
internal static class Inputs
{
    private static readonly string[] Contacts = ["door", "contact", "opening", "window", "porte", "reed", "magnet"];
    private static readonly string[] Exits = ["exit", "rex", "button", "push", "sortie"];
    private static readonly string[] Tampers = ["tamper", "sabotage"];

    /// <param name="role">As in the device table; null where that is not known.</param>
    /// <param name="name">The input's.</param>
    /// <param name="isPush">It is a button by its nature.</param>
    public static SignalKind Of(string? role, string name, bool isPush) => role switch
    {
        "presence" or "counter" => SignalKind.Occ,
        "contact" => SignalKind.Door,
        "door-controller" or "reader" => Says(Tampers, name) ? SignalKind.Tamper : Says(Contacts, name) && !Says(Exits, name) ? SignalKind.Door : SignalKind.Rex,
        _ when Says(Tampers, name) => SignalKind.Tamper,
        _ when isPush || Says(Exits, name) => SignalKind.Rex,
        _ => Says(Contacts, name) ? SignalKind.Door : SignalKind.Occ,
    };

    private static bool Says(string[] words, string name) => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
