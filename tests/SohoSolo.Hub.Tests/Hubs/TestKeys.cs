using SohoSolo.Hub.Keys;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>The keys of a hub that nobody else knows, without a file and without rows.</summary>
internal static class TestKeys
{
    public static KeyBox Make()
    {
        var master = MasterKey.New();
        return KeyBox.Open(master, KeyBox.Fresh(master));
    }
}
