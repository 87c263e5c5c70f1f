using QRCoder;

namespace SohoSolo.Hub.Passes;

/// <summary>How a pass is shown.</summary>
internal enum PassFormat
{
    Text,
    Svg,
    Png,
}

/// <summary>A pass as a QR code that a phone's screen or a sheet of paper shows: black on white, with its quiet zone, whatever the page's colours.</summary>
internal static class PassPicture
{
    private const int PixelsPerModule = 8;

    public static string MediaType(PassFormat format) => format switch
    {
        PassFormat.Svg => "image/svg+xml",
        PassFormat.Png => "image/png",
        _ => "text/plain; charset=utf-8",
    };

    public static byte[] Draw(string pass, PassFormat format)
    {
        if (format == PassFormat.Text) return System.Text.Encoding.UTF8.GetBytes(pass);

        // Medium correction: a smudge or a cracked screen may hide an eighth of it.
        using var code = QRCodeGenerator.GenerateQrCode(pass, QRCodeGenerator.ECCLevel.M);
        if (format == PassFormat.Png)
        {
            using var png = new PngByteQRCode(code);
            return png.GetGraphic(PixelsPerModule);
        }

        using var svg = new SvgQRCode(code);
        return System.Text.Encoding.UTF8.GetBytes(svg.GetGraphic(PixelsPerModule));
    }
}
