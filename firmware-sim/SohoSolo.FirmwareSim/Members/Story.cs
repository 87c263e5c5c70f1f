namespace SohoSolo.FirmwareSim.Members;

/// <summary>Tells what happens, one line each, on the clock of the place. Names are ids; no badge, PIN or pass is ever told.</summary>
internal sealed class Story(TimeZoneInfo zone, Action<string> write)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    public void Tell(DateTimeOffset at, string site, string what) => write($"{TimeZoneInfo.ConvertTime(at, zone):HH:mm:ss} {site,-9}  {what}");

    public static string Took(TimeSpan time) =>
        time < Short ? FormattableString.Invariant($"({time.TotalMilliseconds:0.0} ms)") : FormattableString.Invariant($"({time.TotalMilliseconds:0} ms)");
}
