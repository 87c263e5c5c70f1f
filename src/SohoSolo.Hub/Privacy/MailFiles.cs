using System.Globalization;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Privacy;

/// <summary>Messages that were written as files are forgotten as those in the queue are.</summary>
internal sealed class MailFiles(HubSettings settings)
{
    private const string InName = "yyyy-MM-dd'T'HH-mm-ss'Z'";
    private const int InNameLength = 20;

    private string? Folder => settings.Mail is MailSetting.Files(var folder) && Directory.Exists(folder) ? folder : null;

    /// <summary>Those that were made before an instant, which their name says.</summary>
    public int Forget(DateTimeOffset before) => Delete(name =>
        name.Length > InNameLength
        && DateTimeOffset.TryParseExact(name[..InNameLength], InName, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made)
        && made < before);

    /// <summary>Those of some messages, which end their names.</summary>
    public int Forget(IReadOnlyList<string> mails)
    {
        var ends = mails.Where(mail => mail.Length >= 8).Select(mail => mail[^8..]).ToHashSet(StringComparer.Ordinal);
        return ends.Count == 0 ? 0 : Delete(name => Path.GetFileNameWithoutExtension(name) is { Length: > 8 } whole && ends.Contains(whole[^8..]));
    }

    private int Delete(Func<string, bool> which)
    {
        if (Folder is not { } folder) return 0;

        var files = Directory.EnumerateFiles(folder).Where(file => which(Path.GetFileName(file))).ToList();
        files.ForEach(File.Delete);
        return files.Count;
    }
}
