using System;

namespace Dify.Generated;

public partial class InputFileObject
{
    /// <summary>A file that was just uploaded, by the same user as the run's. Its kind is told from its extension, else from its media
    /// type, as the server tells it.</summary>
    /// <param name="upload">What the server said of the upload.</param>
    /// <returns>The file as an input; of the kind <c>custom</c> if neither extension nor media type is one that Dify knows.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="upload"/> is null.</exception>
    /// <exception cref="ArgumentException">The upload has no id.</exception>
    public static InputFileObject FromUpload(FileUploadResponse upload)
    {
        if (upload is null)
        {
            throw new ArgumentNullException(nameof(upload));
        }

        return FromUpload(upload.Id, UploadedFileKind.Of(upload));
    }
}
