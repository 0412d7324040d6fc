// Files that go with a reply: what is said before and after they are sent to the server, which looks at their content.
import type { ApiProblem } from '@/api/client'

export const kMostFiles = 6
const kMostBytes = 10 * 1024 * 1024
const kTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']

/** What is wrong with it at first sight; '' for nothing. */
export function fileFault(file: Pick<File, 'type' | 'size'>): string {
  if (!kTypes.includes(file.type)) return '不支持这种文件，请用 JPG、PNG、WebP 图片或 PDF。'
  if (file.size === 0) return '是空文件。'
  return file.size > kMostBytes ? '超过 10 MB，请压缩后再传。' : ''
}

export function uploadFault(failure: Pick<ApiProblem, 'code' | 'message'>): string {
  const words: Record<string, string> = {
    already_exists: '这个文件已经添加过了。',
    too_many_files: `最多 ${kMostFiles} 个附件。`,
    unsupported_media: '文件打不开，或者内容不是 JPG、PNG、WebP 图片或 PDF。',
    body_too_large: '超过 10 MB，请压缩后再传。',
    store_unavailable: '服务器磁盘快满了，暂时不能传文件。',
  }
  return words[failure.code] ?? failure.message
}
