using System;

namespace Dify.Generated;

public partial class InputFileObject
{
    /// <summary>A file that was uploaded before, by the same user as the run's.</summary>
    /// <param name="uploadFileId">The id that the upload gave.</param>
    /// <param name="type">The kind of file.</param>
    /// <returns>The file as an input.</returns>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static InputFileObject FromUpload(string uploadFileId, InputFileType type)
    {
        if (string.IsNullOrEmpty(uploadFileId))
        {
            throw new ArgumentException(ClientText.Format("MemberEmpty", nameof(UploadFileId)), nameof(uploadFileId));
        }

        return new InputFileObject { Type = type, TransferMethod = new FileTransferMethod("local_file"), UploadFileId = uploadFileId };
    }

    /// <summary>A file that the server fetches from an address.</summary>
    /// <param name="url">The address, http or https.</param>
    /// <param name="type">The kind of file.</param>
    /// <returns>The file as an input.</returns>
    /// <exception cref="ArgumentException">The address is not absolute, or not http or https.</exception>
    public static InputFileObject FromUrl(Uri url, InputFileType type)
    {
        if (url is null)
        {
            throw new ArgumentNullException(nameof(url));
        }

        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException(ClientText.Format("FileAddressRelative", nameof(url)), nameof(url));
        }

        return new InputFileObject { Type = type, TransferMethod = new FileTransferMethod("remote_url"), Url = url.AbsoluteUri };
    }

    // What the documents say in prose alone: which of the two members each way of transfer needs.
    internal void ThrowIfIncomplete(string parameterName)
    {
        ((IRequestBody)this).ThrowIfIncomplete(parameterName);
        if (TransferMethod.Value == "local_file")
        {
            RequestCheck.Member(UploadFileId, nameof(UploadFileId), parameterName);
        }
        else if (TransferMethod.Value == "remote_url")
        {
            RequestCheck.Member(Url, nameof(Url), parameterName);
        }
    }
}
