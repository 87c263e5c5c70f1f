using System.Globalization;
using SohoSolo.Hub.Mail.Mime;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>Messages as files that one can open: the message itself, and its HTML beside it. They are named by the message, so that writing it twice leaves one.</summary>
internal sealed class FolderTransport(string folder, Sender from) : IMailTransport
{
    public async Task Deliver(Letter letter, string? toName, CancellationToken stop, CancellationToken patience)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var name = Path.Combine(folder, NameOf(letter));
            await Write($"{name}.html", System.Text.Encoding.UTF8.GetBytes(letter.Html ?? ""), stop);

            // Last: whoever sees the message finds its HTML.
            await Write($"{name}.eml", MimeMessage.Write(letter, toName, from), stop);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException(DeliveryTrouble.Down, $"The folder of messages cannot be written: {unwritable.Message}", unwritable);
        }
    }

    public Task Rest() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string NameOf(Letter letter)
    {
        var to = string.Concat(letter.To.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_' or '@' ? sign : '_'));
        var at = letter.MadeAt.ToString("yyyy-MM-dd'T'HH-mm-ss'Z'", CultureInfo.InvariantCulture);
        return $"{at}-{letter.Kind}-{(to.Length > 80 ? to[..80] : to)}-{letter.Id[^8..]}";
    }

    /// <summary>On disk, and whole, under its name.</summary>
    private static async Task Write(string file, byte[] bytes, CancellationToken stop)
    {
        var partial = $"{file}.partial";
        await using (var output = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            await output.WriteAsync(bytes, stop);
            output.Flush(flushToDisk: true);
        }

        File.Move(partial, file, overwrite: true);
    }
}
